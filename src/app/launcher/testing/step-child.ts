import { accessFromEnvironment } from '../../../platform/db/access.ts'
import { withClient } from '../../../platform/db/with-client.ts'

// Stands for the migrations: proves that the owner may change tables, and that the root secret is there.
await withClient(accessFromEnvironment(process.env), (owner) =>
  owner.query('create table if not exists kept (word text)'),
)
if (!process.env.ROOT_SECRET_FILE || process.argv[2] === 'fail') process.exit(1)
