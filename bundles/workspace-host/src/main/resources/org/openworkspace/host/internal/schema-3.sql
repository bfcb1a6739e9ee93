alter table audit add column source varchar(100) default '' not null;
create index if not exists audit_organisation on audit (organisation, id);
