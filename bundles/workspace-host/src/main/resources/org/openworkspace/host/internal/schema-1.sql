create table if not exists changelog (
  id numeric(20) primary key,
  applied_at varchar(25) not null,
  description varchar(255) not null
);

create table if not exists preference (
  organisation varchar(100) not null,
  user_id varchar(200) not null,
  language varchar(10) not null,
  theme varchar(10) not null,
  primary key (organisation, user_id)
);

create table if not exists audit (
  id bigint generated always as identity primary key,
  happened_at timestamp(3) with time zone not null,
  organisation varchar(100) not null,
  actor varchar(200) not null,
  action varchar(100) not null,
  subject varchar(200) not null,
  detail varchar(2000) not null
);
