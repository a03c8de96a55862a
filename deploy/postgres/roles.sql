-- The owner of a hub's database: psql --file roles.sql, as a superuser of the server, once. Choose another name or database
-- with --set owner=… --set database=….
--
-- The nodes, `baton migrate`, `copy`, `backup` and `restore` sign in as this role, unless the nodes have one of their own (below). It owns the schema, and no more: it is no
-- superuser, and may not pass by row level security. It may make roles, since the hub keeps its desks apart by two roles of
-- its own, in which nobody signs in; where a role may not do that, the hub says at its start which ones to make for it.
-- How it signs in (scram, peer, a certificate) is for pg_hba.conf; the password, where there is one, is set by \password.

\if :{?owner} \else \set owner baton \endif
\if :{?database} \else \set database baton \endif

CREATE ROLE :"owner" LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB CREATEROLE;
CREATE DATABASE :"database" OWNER :"owner" ENCODING 'UTF8' TEMPLATE template0;

\connect :"database"

-- Nobody else on the server has business here.
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
ALTER SCHEMA public OWNER TO :"owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;

-- A user for the nodes that has no other right, so that nobody who takes one over can leave the hub's roles for more. The owner
-- says `baton migrate` first, which makes these roles; they bear the names of database and schema.
--
--   CREATE ROLE node LOGIN NOINHERIT;
--   GRANT CONNECT ON DATABASE baton TO node;
--   GRANT USAGE ON SCHEMA public TO node;
--   GRANT "baton.public.desk", "baton.public.hub" TO node;
