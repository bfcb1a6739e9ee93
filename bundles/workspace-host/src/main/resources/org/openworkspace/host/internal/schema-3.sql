alter table audit add column if not exists source varchar(100) default '' not null;
create index if not exists audit_organisation on audit (organisation, id);
