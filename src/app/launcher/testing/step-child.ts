import pg from 'pg'
import { accessFromEnvironment, clientConfig } from '../../../platform/db/access.ts'

// Stands for the migrations: proves that the owner may change tables, and that the root secret is there.
const client = new pg.Client(clientConfig(accessFromEnvironment(process.env)))
await client.connect()
await client.query('create table if not exists kept (word text)')
await client.end()
if (!process.env.ROOT_SECRET_FILE || process.argv[2] === 'fail') process.exit(1)
