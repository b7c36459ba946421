-- The record is added to and never changed, and no step of an upgrade is forged. By the owner, after the tables were
-- laid out and after every upgrade:  psql -U quanze_owner -d quanze -f record.sql
-- 审计记录只能添加；由 quanze_owner 在建表之后和每次升级之后执行。
\set ON_ERROR_STOP on
BEGIN;
REVOKE ALL ON audit_entry, audit_checkpoint FROM PUBLIC, quanze_app;
GRANT SELECT, INSERT ON audit_entry, audit_checkpoint TO quanze_app;
REVOKE ALL ON django_migrations FROM PUBLIC, quanze_app;
GRANT SELECT ON django_migrations TO quanze_app;
COMMIT;
