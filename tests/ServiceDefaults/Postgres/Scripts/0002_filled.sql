insert into scripted (n) values (7);
