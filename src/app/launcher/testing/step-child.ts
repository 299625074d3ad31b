import { existsSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { accessFromEnvironment } from '../../../platform/db/access.ts'
import { withClient } from '../../../platform/db/with-client.ts'

// Stands for the migrations: proves that the owner may change tables, and that the root secret is there.
await withClient(accessFromEnvironment(process.env), (owner) =>
  owner.query('create table if not exists kept (word text)'),
)
// Ends only once a server has loaded, and says when.
const [, , order, loaded] = process.argv
if (order === 'after' && loaded) {
  for (let waited = 0; waited < 200 && !existsSync(loaded); waited += 1) await sleep(50)
  if (!existsSync(loaded)) process.exit(1)
  await sleep(100)
  writeFileSync(`${loaded}.step`, String(Date.now()))
}
if (!process.env.ROOT_SECRET_FILE || process.argv[2] === 'fail') process.exit(1)
