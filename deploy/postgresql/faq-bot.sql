-- As the administrator, once: a database for the log, and two roles. The service makes its table itself.
--   psql -f faq-bot.sql
CREATE ROLE faq_bot LOGIN CONNECTION LIMIT 50;      -- the replicas: BOT_LOG=postgresql://faq_bot@HOST/faq_bot
CREATE DATABASE faq_bot OWNER faq_bot;
REVOKE ALL ON DATABASE faq_bot FROM PUBLIC;
CREATE ROLE faq_bot_reader LOGIN CONNECTION LIMIT 5; -- people who read figures
GRANT CONNECT ON DATABASE faq_bot TO faq_bot_reader;
\connect faq_bot
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CREATE, USAGE ON SCHEMA public TO faq_bot;
GRANT USAGE ON SCHEMA public TO faq_bot_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE faq_bot IN SCHEMA public GRANT SELECT ON TABLES TO faq_bot_reader;
