import { accountList, loadSample, type Progress, progressLine } from '../modules/sample/index.ts'
import { isLoopback, readConfig } from '../platform/config.ts'
import { accessFromEnvironment } from '../platform/db/access.ts'
import { openPool } from '../platform/db/pool.server.ts'
import { REFUSALS, tellLauncher } from '../platform/launched.ts'
import { installPlatform, removePlatform } from '../platform/runtime.ts'
import { createVault, loadRootSecret } from '../platform/vault/index.ts'
import { languageOf } from './console-words.ts'
import { addressOf } from './launcher/child-table.ts'

// Fills an empty instance with the fictional city and its prefecture; on a filled one it only says who may sign in.
const config = readConfig(process.env)
const language = languageOf(process.env)
const tell = (text: string) => tellLauncher({ type: 'notice', text })

if (isLoopback(config.host)) await load()
else process.exitCode = REFUSALS['sample-needs-loopback']

async function load() {
  const vault = createVault(await loadRootSecret(config.rootSecretFile ?? '', false))
  const access = accessFromEnvironment(process.env)
  const poolFor = (user: 'yorube_app' | 'yorube_migrator', size: number) =>
    openPool({ ...access, user, password: vault.databasePassword(user) }, size, () => undefined)
  const owner = poolFor('yorube_migrator', 2)
  installPlatform({
    pool: poolFor('yorube_app', 8),
    vault,
    raise: ({ label, rowId }) => tell(`${label} ${rowId}`),
  })
  try {
    const standing = await loadSample({
      owner,
      tell: (progress: Progress) => tell(progressLine(progress, language)),
    })
    if (standing === 'real') process.exitCode = REFUSALS['sample-needs-empty']
    else tell(accountList(language, addressOf(config, config.port)))
  } finally {
    await Promise.all([removePlatform(), owner.end()])
  }
}
