import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerUser } from '../embedded/server-user.ts'

/** Brings one file of the log; undefined when the archive has none of that name. */
export type FetchLog = (name: string) => Promise<Buffer | undefined>

const LOOK_MS = 20
/** Above 125, recovery ends with an error instead of taking it for the end of the log. */
const BROKEN = 200

/**
 * PostgreSQL asks for its log by running a command as its own user, who can open nothing. The command only leaves a note
 * in a folder; this process sees it, opens the file and lays it there. No key leaves this process.
 */
export class LogErrand {
  readonly #folder: string
  readonly #user: ServerUser | undefined
  readonly #fetch: FetchLog
  readonly #ended = new AbortController()
  #running: Promise<void> = Promise.resolve()
  /** Why it could not bring something. */
  failure: unknown

  constructor(folder: string, user: ServerUser | undefined, fetch: FetchLog) {
    this.#folder = folder
    this.#user = user
    this.#fetch = fetch
  }

  /** For `restore_command`; `folder` as PostgreSQL sees it from inside its cluster. */
  command(folder: string): string {
    const at = (suffix: string) => `"${folder}/%f${suffix}"`
    return [
      `touch ${at('.wanted')} || exit ${BROKEN}`,
      `while [ -d /proc/${process.pid} ]`,
      `do if [ -e ${at('')} ]; then mv ${at('')} "%p"; exit $?; fi`,
      `if [ -e ${at('.none')} ]; then exit 1; fi`,
      `if [ -e ${at('.broken')} ]; then exit ${BROKEN}; fi`,
      'sleep 0.02',
      'done',
      `exit ${BROKEN}`,
    ].join('; ')
  }

  async begin(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
    await mkdir(this.#folder, { mode: 0o700 })
    await this.#give(this.#folder)
    this.#running = this.#run()
  }

  async end(): Promise<void> {
    this.#ended.abort()
    await this.#running
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #run(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      const notes = (await readdir(this.#folder)).filter((name) => name.endsWith('.wanted'))
      for (const note of notes) await this.#bring(note.slice(0, -'.wanted'.length))
      if (notes.length === 0) await sleep(LOOK_MS)
    }
  }

  async #bring(name: string): Promise<void> {
    await rm(join(this.#folder, `${name}.wanted`), { force: true })
    try {
      const content = await this.#fetch(name)
      await this.#lay(content ? name : `${name}.none`, content ?? Buffer.alloc(0))
    } catch (error) {
      this.failure ??= error
      await this.#lay(`${name}.broken`, Buffer.alloc(0))
    }
  }

  async #lay(name: string, content: Buffer): Promise<void> {
    const draft = join(this.#folder, `${name}.part`)
    await writeFile(draft, content, { mode: 0o600 })
    await this.#give(draft)
    await rename(draft, join(this.#folder, name))
  }

  async #give(path: string) {
    if (this.#user) await chown(path, this.#user.uid, this.#user.gid)
  }
}
