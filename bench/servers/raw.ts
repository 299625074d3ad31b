import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'

/**
 * What the product is measured against: node:http and a driver over a plain copy of the same city. No authorisation, no
 * encryption, no audit; prepared statements, as few trips as can be, the same columns.
 */
const pool = new pg.Pool({ ...JSON.parse(process.env.PLAIN_DB ?? '{}'), max: 12, pipeline: true })

const caseText = `
  select c.*, p.family, p.given, p.family_kana, p.given_kana, p.birth_date, p.phone, s.name as assignee
  from case_ c join person p on p.id = c.client_id left join staff s on s.id = c.assignee_id where c.id = $1`
const entriesText = `
  select e.*, s.name as author from consultation e left join staff s on s.id = e.author_id
  where e.case_id = $1 order by e.day desc, e.created_at desc, e.id desc limit 20`
const listText = `
  select c.id, c.desk_id, c.number, c.title, c.status, c.risk_level, c.opened_on, c.moved_at, c.assignee_id,
         p.family, p.given, p.family_kana, p.given_kana
  from case_ c join person p on p.id = c.client_id
  where c.assignee_id = $1 and c.status <> 'closed' order by c.moved_at desc, c.id desc limit 50`
const createText = `
  insert into consultation (id, desk_id, day, channel, minutes, author_id, memo, wish, advice)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

async function openCase(id: string): Promise<object | null> {
  const client = await pool.connect()
  try {
    const [found, entries] = await Promise.all([
      client.query({ name: 'case', text: caseText, values: [id] }),
      client.query({ name: 'entries', text: entriesText, values: [id] }),
    ])
    return found.rows[0] ? { ...found.rows[0], entries: entries.rows } : null
  } finally {
    client.release()
  }
}

async function listCases(workerId: string): Promise<object> {
  const { rows } = await pool.query({ name: 'list', text: listText, values: [workerId] })
  return { cases: rows }
}

async function createEntry(request: IncomingMessage): Promise<object> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const typed = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  const id = randomUUID()
  const { deskId, day, channel, minutes, authorId, memo, wish, advice } = typed
  const values = [id, deskId, day, channel, minutes, authorId, memo, wish, advice]
  await pool.query({ name: 'create', text: createText, values })
  return { id }
}

/** The same bytes as somebody else's page, from memory. */
const kept = new Map<string, Buffer>()
async function keepBytes(request: IncomingMessage, path: string): Promise<object> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  kept.set(path, Buffer.concat(chunks))
  return {}
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  })
  response.end(text)
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, kind, id = ''] = (request.url ?? '').split('/')
  if (request.method === 'POST' && kind === 'bytes') return send(response, 201, await keepBytes(request, id))
  if (request.method === 'POST') return send(response, 201, await createEntry(request))
  const bytes = kind === 'bytes' ? kept.get(id) : undefined
  if (bytes) {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': bytes.length })
    response.end(bytes)
    return
  }
  const found = kind === 'cases' ? await openCase(id) : kind === 'mine' ? await listCases(id) : null
  send(response, found ? 200 : 404, found ?? {})
}

const server = createServer((request, response) => {
  answer(request, response).catch(() => send(response, 500, {}))
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.send?.({ type: 'ready', url: `http://127.0.0.1:${port}` })
})
const stop = () => process.exit(0)
process.on('SIGTERM', stop)
process.on('disconnect', stop)
