import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { projectRoot } from '../../platform/project-root.ts'
import type { AttachmentForm } from './attachment-store.ts'
import { confinement } from './confinement.ts'
import { isPictureOf } from './picture-type.ts'

export const pictureLimits = {
  milliseconds: 20_000,
  residentBytes: 768 * 1024 * 1024,
  /** More than a picture of the largest size comes to; whoever took the child over could send without end. */
  answerBytes: 64 * 1024 * 1024,
  atOnce: 2,
}

/** A file as it may be kept. Made by `preparedFile` only: a use-case that takes one knows where it has been. */
export class PreparedFile {
  readonly type: string
  readonly form: AttachmentForm
  readonly bytes: Uint8Array
  /** As they came, for the virus scanner. */
  readonly sent: Uint8Array
  constructor(type: string, form: AttachmentForm, bytes: Uint8Array, sent = bytes) {
    this.type = type
    this.form = form
    this.bytes = bytes
    this.sent = sent
  }
}

const Head = z.object({
  type: z.string().regex(/^[a-z]+\/[\w.+-]{1,100}$/),
  form: z.enum(['rendition', 'original']),
})

let running = 0

/**
 * Hands the bytes to a process that has nothing to lose, and takes back a picture made anew, or only the name of the
 * type. A file that wants more time, memory or pixels than a picture needs is refused.
 */
export async function preparedFile(given: Uint8Array, limits = pictureLimits): Promise<PreparedFile> {
  if (running >= limits.atOnce) throw new AppError('busy')
  running++
  try {
    return fileFrom(await answerOf(startChild(), given, limits), given)
  } finally {
    running--
  }
}

/** The child has read foreign bytes: its answer is believed no more than they are. */
export function fileFrom(answer: Uint8Array, given: Uint8Array): PreparedFile {
  const end = answer.indexOf(10)
  const head = Head.safeParse(end < 0 ? null : jsonOf(answer.subarray(0, end)))
  if (!head.success) throw refused()
  const { type, form } = head.data
  if (form === 'original') return new PreparedFile(type, form, given)
  const bytes = answer.subarray(end + 1)
  if (!isPictureOf(type, bytes)) throw refused()
  return new PreparedFile(type, form, bytes, given)
}

function refused(): AppError {
  return new AppError('unsupported', 'cases_error_file_refused')
}

function jsonOf(line: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(line).toString('utf8'))
  } catch {
    return null
  }
}

/**
 * No environment, no keys, no sockets handed over; it may read the project's own packages, write nothing and start nothing,
 * and has no network, another user and hard limits where the system can do that (`confinement.ts`).
 */
export function startChild(): ChildProcess {
  const root = projectRoot()
  const script = join(root, 'src/modules/cases/picture-child.ts')
  const [program = process.execPath, ...before] = [...confinement().command, process.execPath]
  return spawn(
    program,
    [
      ...before,
      '--permission',
      '--allow-addons',
      `--allow-fs-read=${join(root, 'node_modules')}`,
      `--allow-fs-read=${join(root, 'package.json')}`,
      `--allow-fs-read=${script}`,
      '--max-old-space-size=256',
      '--disallow-code-generation-from-strings',
      '--frozen-intrinsics',
      '--no-warnings',
      script,
    ],
    { cwd: root, env: {}, stdio: ['pipe', 'pipe', 'ignore'] },
  )
}

async function answerOf(
  child: ChildProcess,
  given: Uint8Array,
  limits: typeof pictureLimits,
): Promise<Buffer> {
  const parts: Buffer[] = []
  let received = 0
  child.stdout?.on('data', (part: Buffer) => {
    received += part.length
    if (received > limits.answerBytes) child.kill('SIGKILL')
    else parts.push(part)
  })
  // A child that ends before it has read everything is an answer, not a failure of ours.
  child.stdin?.on('error', () => {})
  child.stdin?.end(given)
  const timer = setTimeout(() => child.kill('SIGKILL'), limits.milliseconds)
  const watch = setInterval(() => {
    if (residentBytes(child.pid) > limits.residentBytes) child.kill('SIGKILL')
  }, 50)
  try {
    const code = await new Promise<number | null>((resolve) => {
      child.once('error', () => resolve(null))
      child.once('close', (exit) => resolve(exit))
    })
    if (code !== 0) throw refused()
    return Buffer.concat(parts)
  } finally {
    clearTimeout(timer)
    clearInterval(watch)
  }
}

/** Linux only, like the server itself; 0 once the process is gone. */
function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096
  } catch {
    return 0
  }
}
