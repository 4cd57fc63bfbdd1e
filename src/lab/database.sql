-- postgres
CREATE ROLE odoo LOGIN CREATEDB;
CREATE ROLE drainboard LOGIN PASSWORD 'drainboard';
GRANT pg_monitor TO drainboard;
CREATE DATABASE odoo OWNER odoo;
-- odoo
SET ROLE odoo;
CREATE TABLE ir_module_module (id serial PRIMARY KEY, name varchar NOT NULL, state varchar, latest_version varchar);
INSERT INTO ir_module_module (name, state, latest_version) VALUES ('base', 'installed', '17.0.1.3'), ('web', 'installed', '17.0.1.0'), ('bus', 'installed', '17.0.1.0'), ('mail', 'installed', '17.0.1.15'), ('sale', 'uninstalled', NULL);
CREATE TABLE ir_config_parameter (id serial PRIMARY KEY, key varchar UNIQUE, value text);
INSERT INTO ir_config_parameter (key, value) VALUES ('web.base.url', 'https://erp.example.com'), ('database.uuid', '6f1c1f0e-0000-4000-8000-000000000001');
GRANT SELECT ON ALL TABLES IN SCHEMA public TO drainboard;
