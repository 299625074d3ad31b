import { connect, type Socket } from 'node:net'

export interface Answer {
  status: number
  body: string
}

type Done = (error: Error | null, status: number) => void

const headEnd = Buffer.from('\r\n\r\n')

/**
 * One HTTP/1.1 connection that is kept open, one request at a time. So little of a client, because whatever the load
 * process spends is taken from the servers beside it, and because whole milliseconds are too coarse to tell them apart.
 */
export class Connection {
  readonly #socket: Socket
  #done: Done | null = null
  #received: Buffer = Buffer.alloc(0)
  #keepsBody = false

  constructor(port: number) {
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true })
    this.#socket.on('data', (chunk) => this.#take(chunk))
    this.#socket.on('error', (error) => this.#end(error))
    this.#socket.on('close', () => this.#end(new Error('the server closed the connection')))
  }

  send(request: string, done: Done): void {
    this.#done = done
    this.#socket.write(request)
  }

  /** With the whole body, for looking at what is measured. */
  ask(request: string): Promise<Answer> {
    this.#keepsBody = true
    return new Promise((resolve, reject) =>
      this.send(request, (error, status) => {
        this.#keepsBody = false
        if (error) reject(error)
        else resolve({ status, body: this.#lastBody })
      }),
    )
  }

  close(): void {
    this.#done = null
    this.#socket.destroy()
  }

  #lastBody = ''

  #end(error: Error): void {
    const done = this.#done
    this.#done = null
    done?.(error, 0)
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const head = this.#received.indexOf(headEnd)
    if (head < 0) return
    const text = this.#received.toString('latin1', 0, head).toLowerCase()
    const bodyAt = head + headEnd.length
    const body = wholeBody(this.#received, bodyAt, text)
    if (!body) return
    if (this.#keepsBody) this.#lastBody = body().toString('utf8')
    this.#received = Buffer.alloc(0)
    const done = this.#done
    this.#done = null
    done?.(null, Number(text.slice(9, 12)))
  }
}

/** How to read the body, once all of it is there. */
function wholeBody(received: Buffer, bodyAt: number, head: string): (() => Buffer) | null {
  if (head.includes('transfer-encoding: chunked')) return wholeChunks(received, bodyAt)
  const length = Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0)
  if (received.length < bodyAt + length) return null
  return () => received.subarray(bodyAt, bodyAt + length)
}

function wholeChunks(received: Buffer, bodyAt: number): (() => Buffer) | null {
  const chunks: [from: number, to: number][] = []
  for (let at = bodyAt; ; ) {
    const line = received.indexOf('\r\n', at, 'latin1')
    if (line < 0) return null
    const length = Number.parseInt(received.toString('latin1', at, line), 16)
    const from = line + 2
    const next = from + length + 2
    if (received.length < next) return null
    if (length === 0) break
    chunks.push([from, from + length])
    at = next
  }
  return () => Buffer.concat(chunks.map(([from, to]) => received.subarray(from, to)))
}
