import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { createRequestHandler, type ServerBuild } from 'react-router'

const built: string = process.env.EMPTY_PAGE_BUILD ?? ''
const pages = createRequestHandler((await import(built)) as ServerBuild, 'production')
const app = new Hono()
app.all('*', (c) => pages(c.req.raw))

const server = createAdaptorServer({ fetch: app.fetch, createServer })
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.send?.({ type: 'ready', url: `http://127.0.0.1:${port}` })
})
const stop = () => process.exit(0)
process.on('SIGTERM', stop)
process.on('disconnect', stop)
