-- Looked up by hash, one row at a time. Until the first ANALYZE a large table looks as if every hash stood in it a thousand
-- times, and a worker process would be forked for each look.
alter table transactions set (parallel_workers = 0);
