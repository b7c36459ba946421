-- The three roles and the database. Once, by PostgreSQL's superuser:  psql -f roles.sql
-- 三个角色和数据库；由 PostgreSQL 超级用户执行一次。
--   quanze_owner   owns every table; used only to lay out and to upgrade      只用于建表和升级
--   quanze_app     serves the pages; owns nothing, alters nothing             网页服务；不拥有任何表
--   quanze_backup  reads everything past row security; writes only the entry  备份；可读全部，只写备份记录
\set ON_ERROR_STOP on
CREATE ROLE quanze_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE ROLE quanze_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE ROLE quanze_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS;
CREATE DATABASE quanze OWNER quanze_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE quanze FROM PUBLIC;
GRANT CONNECT ON DATABASE quanze TO quanze_app, quanze_backup;
-- A commit that was told to somebody is on the disk.
ALTER DATABASE quanze SET synchronous_commit = on;
\connect quanze
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO quanze_app, quanze_backup;
-- What the owner makes later, in an upgrade too, is reached at once.
ALTER DEFAULT PRIVILEGES FOR ROLE quanze_owner IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO quanze_app;
ALTER DEFAULT PRIVILEGES FOR ROLE quanze_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO quanze_app;
ALTER DEFAULT PRIVILEGES FOR ROLE quanze_owner IN SCHEMA public GRANT SELECT ON TABLES TO quanze_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE quanze_owner IN SCHEMA public GRANT SELECT ON SEQUENCES TO quanze_backup;
