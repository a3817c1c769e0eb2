-- Looked up by hash, one row at a time. Until the first ANALYZE a large table looks as if every hash stood in it a thousand
-- times, and a worker process is forked for each look: milliseconds, and a core under load.
alter table entries set (parallel_workers = 0);
