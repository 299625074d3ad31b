import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Verification } from '../src/platform/audit/verify/verify.ts'
import { Clerk } from './kit/clerk.ts'
import { type Drill, type Figure, ms, mustBeNone, tell } from './kit/drill.ts'
import { Instance, newFolder } from './kit/instance.ts'
import { Ledger } from './kit/ledger.ts'
import { NoteWriting, type Told } from './kit/note-writing.ts'
import { casesSeenBy, writtenNotes } from './kit/sample-notes.ts'
import { countNew, verificationOf, verifyFigures } from './kit/verification.ts'

const CLERK = 'hana.mihon'
const WORK_MS = 3000
/** How long the command is left alone before it is killed: from its first lines to near its end. */
const KILLED_AFTER_MS = [300, 700, 1100, 1500, 2000, 2600]

/**
 * `rotation`: another root secret for a working instance. The command is killed several times on its way; after each, the
 * instance opens under one of the two secrets, whole. Then it runs to its end, and people work on.
 */
export const drill: Drill = async () => {
  const folder = newFolder()
  const instance = new Instance({}, folder)
  const ledger = new Ledger<Told>(join(folder, 'ledger.jsonl'))
  try {
    await work(instance, ledger)
    await instance.stop()
    const before = await verificationOf(instance)
    const broken = await breakOff(instance, before)
    const whole = isRotated(instance) ? gotThrough : rotate(instance)
    const standing = await verificationOf(instance)
    const after = await lookInto(instance, ledger, before)
    return tell([
      ...broken,
      ...whole,
      ...verifyFigures('before anybody signs in', before, standing),
      ...after,
    ])
  } finally {
    await instance.remove()
  }
}

async function work(instance: Instance, ledger: Ledger<Told>): Promise<void> {
  await instance.start(['--sample'])
  const clerk = new Clerk(instance.staffUrl)
  await clerk.signIn(CLERK)
  const writing = new NoteWriting(clerk, await casesSeenBy(clerk), ledger)
  writing.begin()
  await sleep(WORK_MS)
  await writing.stop()
  await instance.untilSealed()
}

/** Each try is killed later than the one before; one that got through ends it. */
async function breakOff(instance: Instance, before: Verification): Promise<Figure[]> {
  let kills = 0
  let findings = 0
  for (const wait of KILLED_AFTER_MS) {
    const done = await rotateAndKill(instance, wait)
    findings += countNew(before, await verificationOf(instance))
    if (done || isRotated(instance)) break
    kills += 1
  }
  return [
    { what: 'broken off by kill -9', found: kills, holds: kills > 0 },
    mustBeNone('findings of verify after those', findings),
  ]
}

const isRotated = (instance: Instance) =>
  readdirSync(instance.folder).some((name) => name.startsWith('root-secret.until-'))

async function rotateAndKill(instance: Instance, wait: number): Promise<boolean> {
  const { program, environment } = instance
  try {
    execFileSync(process.execPath, ['src/app/cli.ts', 'rotate-root'], {
      cwd: program,
      env: environment,
      timeout: wait,
      killSignal: 'SIGKILL',
      stdio: 'ignore',
    })
    return true
  } catch {
    // The database that it had started may go on for a moment.
    await sleep(500)
    return false
  }
}

/** The last of those that were to be killed was faster. */
const gotThrough: Figure[] = [{ what: 'the whole command', found: 'had got through before it was killed' }]

function rotate(instance: Instance): Figure[] {
  const { program, environment } = instance
  const began = Date.now()
  const options = { cwd: program, env: environment, encoding: 'utf8' } as const
  const said = execFileSync(process.execPath, ['src/app/cli.ts', 'rotate-root'], options)
  console.log(said.trim())
  return [
    { what: 'rows made anew', found: Number(/^(\d+) rows/m.exec(said)?.[1] ?? 0) },
    { what: 'the whole command', found: ms(Date.now() - began) },
  ]
}

async function lookInto(instance: Instance, ledger: Ledger<Told>, before: Verification): Promise<Figure[]> {
  await instance.start(['--sample'])
  const clerk = new Clerk(instance.staffUrl)
  await clerk.signIn(CLERK)
  const written = ledger.entries().flatMap((one) => (one.kind === 'written' ? [one] : []))
  const superuser = await instance.superuser()
  const notes = await writtenNotes(
    superuser,
    written.map(({ submissionId }) => submissionId),
  )
  let opened = 0
  for (const { submissionId, caseId, mark } of written.slice(-20)) {
    const answer = await clerk.get(`/cases/${caseId}/notes/${notes.get(submissionId)}`)
    if (answer?.html.includes(mark)) opened += 1
  }
  const alarms = await superuser.query<{ n: number }>('select count(*)::int as n from audit.alarm')
  await superuser.end()
  await instance.untilSealed()
  const wanted = Math.min(20, written.length)
  return [
    {
      what: 'the next secret left behind',
      found: existsSync(join(instance.folder, 'root-secret.next')) ? 'yes' : 'no',
    },
    { what: 'earlier notes opened over HTTP', found: opened, holds: opened === wanted && opened > 0 },
    mustBeNone('alarms of tampering', alarms.rows[0]?.n ?? 1),
    ...verifyFigures('after signing in', before, await verificationOf(instance)),
  ]
}
