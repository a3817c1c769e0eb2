create table scripted (n bigint primary key);
