-- messages whose linked files are still to be fetched: what is left here by a killed process is fetched by the next one
create table unfetched (
    wamid text primary key
);
