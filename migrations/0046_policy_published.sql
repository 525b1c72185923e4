-- A published policy holds at once, on every node; and what an earlier program published is known from what this one did (C9).

/*
 * What the program that published it asked of every policy (`policyShape` in src/domain/policy.ts). 0: published before that was
 * noted. Only what was asked for less is completed with what the program asks for now.
 */
alter table policies add column shape integer not null default 0;

/* It says nothing of what anybody did. */
drop trigger audit_added on policies;
drop trigger audit_changed on policies;
drop trigger audit_removed on policies;
select audit_table('policies', without => '{document,shape}');

/* Whoever published it, and on whatever node: every process reads it. */
create function policy_published() returns trigger language plpgsql as $$
begin
  perform pg_notify('desk_events', 'policy');
  return null;
end $$;
create trigger policies_are_announced after insert on policies for each statement execute function policy_published();
