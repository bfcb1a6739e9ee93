create table if not exists app (
  id varchar(40) primary key,
  organisation varchar(100) not null,
  type varchar(100) not null,
  name varchar(100) not null,
  icon varchar(40) not null,
  image bytea,
  image_mark varchar(16),
  colour char(7) not null,
  connection varchar(200),
  new_window boolean not null,
  everyone boolean not null,
  enabled boolean not null
);
create index if not exists app_organisation on app (organisation);

create table if not exists app_member (
  app varchar(40) not null references app (id) on delete cascade,
  role varchar(10) not null,
  kind varchar(10) not null,
  member varchar(200) not null,
  primary key (app, role, kind, member)
);

create table if not exists tile_group (
  id varchar(40) primary key,
  organisation varchar(100) not null,
  user_id varchar(200) not null,
  title varchar(100) not null,
  place int not null,
  everyone boolean not null
);
create index if not exists tile_group_user on tile_group (organisation, user_id);

create table if not exists group_member (
  tile_group varchar(40) not null references tile_group (id) on delete cascade,
  kind varchar(10) not null,
  member varchar(200) not null,
  primary key (tile_group, kind, member)
);

create table if not exists tile (
  id varchar(40) primary key,
  tile_group varchar(40) not null references tile_group (id) on delete cascade,
  app varchar(40) not null references app (id) on delete cascade,
  title varchar(100) not null,
  size varchar(10) not null,
  place int not null
);
create index if not exists tile_of_group on tile (tile_group);
create index if not exists tile_of_app on tile (app);

create table if not exists seen (
  organisation varchar(100) not null,
  user_id varchar(200) not null,
  app varchar(40) not null references app (id) on delete cascade,
  seen_at timestamp(3) with time zone not null,
  primary key (organisation, user_id, app)
);
