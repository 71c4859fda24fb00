-- What became of business accounts and numbers while the sandbox ran, and where their webhooks were sent to;
-- what is not here is as the settings say. A subject is the id of an account, a number or a portfolio.
create table account_fact (
    subject text not null,
    name    text not null,
    value   text not null,
    primary key (subject, name)
);
