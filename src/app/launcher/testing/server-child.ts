import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { stopWithLauncher, tellLauncher, untilBegun } from '../../../platform/launched.ts'

// A process as the launcher's tests need it: it answers with the secrets it was given, and dies when told to. A file that is named
// says that it has loaded.
if (process.argv[3]) writeFileSync(process.argv[3], Object.keys(process.env).join(' '))
await untilBegun()
const begunAt = Date.now()
const port = Number(process.argv[2] === 'intake' ? process.env.INTAKE_PORT : process.env.PORT)
const server = createServer((request, response) => {
  if (request.url === '/die') process.exit(3)
  const { YORUBE_DB, ROOT_SECRET_FILE, CREDENTIALS_DIRECTORY, DATABASE_URL, SHOULD_NOT_PASS } = process.env
  response.end(
    JSON.stringify({
      database: JSON.parse(YORUBE_DB ?? 'null'),
      ROOT_SECRET_FILE,
      CREDENTIALS_DIRECTORY,
      DATABASE_URL,
      SHOULD_NOT_PASS,
      begunAt,
    }),
  )
})
server.listen(port, '127.0.0.1', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  tellLauncher({ type: 'ready', url: `http://127.0.0.1:${address.port}/` })
  if (process.argv[2] === 'staff')
    tellLauncher({ type: 'setup-code', url: 'http://127.0.0.1/set-up', code: '0000-0000' })
})
stopWithLauncher(async () => {
  server.close()
})
