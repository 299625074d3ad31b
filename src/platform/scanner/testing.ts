import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What it does with a command; `sent` is the stream without its lengths, undefined for VERSION. */
export type Behaviour = (socket: Socket, sent: Buffer | undefined) => void

/** Answers as clamd does, and ends. */
export const saying =
  (stream: string, version = 'ClamAV 1.4.6/27793/Sat Nov 28 08:46:00 2026'): Behaviour =>
  (socket, sent) =>
    socket.end(`${sent ? stream : version}\0`)

/** A daemon at a socket of its own that takes streams apart as clamd(8) describes them, and throws at what is none. */
export class FakeClamd {
  readonly path: string
  readonly received: Buffer[] = []
  behaviour: Behaviour = saying('stream: OK')
  readonly #folder = mkdtempSync(join(tmpdir(), 'clamd-'))
  readonly #sockets = new Set<Socket>()
  readonly #server = createServer((socket) => this.#serve(socket))

  private constructor() {
    this.path = join(this.#folder, 'clamd.ctl')
  }

  static async start(): Promise<FakeClamd> {
    const daemon = new FakeClamd()
    await daemon.#listen()
    return daemon
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    const closed = once(this.#server, 'close')
    this.#server.close()
    await closed
  }

  async remove(): Promise<void> {
    if (this.#server.listening) await this.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #listen(): Promise<void> {
    this.#server.listen(this.path)
    await once(this.#server, 'listening')
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => undefined)
    void commandFrom(socket).then(
      (sent) => {
        if (sent) this.received.push(sent)
        this.behaviour(socket, sent)
      },
      () => socket.destroy(),
    )
  }
}

/** The stream of INSTREAM, undefined for VERSION; rejects what is neither, and what ends too early. */
async function commandFrom(socket: Socket): Promise<Buffer | undefined> {
  const exactly = readerOf(socket)
  const command = await exactly(5)
  if (command.equals(Buffer.from('zVERS'))) {
    expectToBe(await exactly(4), 'ION\0')
    return undefined
  }
  expectToBe(Buffer.concat([command, await exactly(5)]), 'zINSTREAM\0')
  const chunks: Buffer[] = []
  for (;;) {
    const length = (await exactly(4)).readUInt32BE()
    if (length === 0) return Buffer.concat(chunks)
    chunks.push(await exactly(length))
  }
}

function expectToBe(is: Buffer, should: string): void {
  if (!is.equals(Buffer.from(should))) throw new Error('no command of clamd')
}

function readerOf(socket: Socket): (bytes: number) => Promise<Buffer> {
  const parts = socket[Symbol.asyncIterator]()
  let rest = Buffer.alloc(0)
  return async (bytes) => {
    while (rest.length < bytes) {
      const { value, done } = await parts.next()
      if (done) throw new Error('it ended too early')
      rest = Buffer.concat([rest, value])
    }
    const taken = rest.subarray(0, bytes)
    rest = rest.subarray(bytes)
    return taken
  }
}
