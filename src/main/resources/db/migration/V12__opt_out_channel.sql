-- Through which channel a wish not to be written to came.
alter table opt_out add column channel text;
