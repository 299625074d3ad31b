import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { Clerk } from './kit/clerk.ts'
import { countIn, type Drill, type Figure, ms, mustBeNone, percentile, tell } from './kit/drill.ts'
import { Instance, kill } from './kit/instance.ts'
import { Ledger } from './kit/ledger.ts'
import { NoteWriting, type Told } from './kit/note-writing.ts'
import { casesSeenBy, writtenNotes } from './kit/sample-notes.ts'
import { countNew, verificationOf, verifyFigures } from './kit/verification.ts'

const CLERKS = ['hana.mihon', 'chiaki.tehon', 'minori.keiko']
const LOAD_MS = 1500
const VERIFIED_EVERY = 10
const RECOVERS_WITHIN_MS = 300_000

const TARGETS = {
  staff: (instance: Instance) => instance.pidOf('main.ts'),
  worker: (instance: Instance) => instance.pidOf('worker.ts'),
  postgres: (instance: Instance) => instance.postmaster,
  connection: (instance: Instance) => instance.backend,
}
type Target = keyof typeof TARGETS

/**
 * `kill [--cycles 200]`: kills a process of a working instance with -9, at any moment of its work, again and again. After
 * each one, what the clients were told is compared with what the database holds.
 */
export const drill: Drill = async (options) => {
  const cycles = countIn(options, 'cycles', 200)
  const instance = new Instance()
  try {
    await instance.start(['--sample'])
    const ledger = new Ledger<Told>(join(instance.folder, 'ledger.jsonl'))
    const writers = await Promise.all(CLERKS.map((login) => writerAt(instance, ledger, login)))
    await instance.untilSealed()
    const before = await verificationOf(instance)
    const kills = new Map<Target, number>()
    const began = Date.now()
    const outages: number[] = []
    let worst: Found = NOTHING
    for (let cycle = 1; cycle <= cycles; cycle += 1) {
      for (const writer of writers) writer.begin()
      await sleep(LOAD_MS * Math.random())
      const target = pick(instance)
      const killedAt = Date.now()
      if (kill(TARGETS[target](instance))) kills.set(target, (kills.get(target) ?? 0) + 1)
      await sleep(50)
      outages.push(await untilTaken(writers, killedAt))
      await Promise.all(writers.map((writer) => writer.stop()))
      const found = await lookInside(instance, ledger, writers)
      worst = worseOf(worst, found)
      // As an operator does after a crash; it goes over everything, so not after each.
      if (cycle % VERIFIED_EVERY === 0) worst.findings += countNew(before, await verificationOf(instance))
      if (cycle % 10 === 0 || cycle < 10 || !isClean(found))
        console.log(`${cycle}/${cycles}  ${target}  ${ms(outages.at(-1) ?? 0)}  ${JSON.stringify(found)}`)
    }
    return tell([
      ...figuresOf(cycles, kills, outages, writers, ledger, worst),
      ...verifyFigures('at the end', before, await verificationOf(instance)),
      { what: 'time for all cycles', found: `${Math.round((Date.now() - began) / 1000)} s` },
    ])
  } catch (error) {
    console.log(instance.lastWords)
    throw error
  } finally {
    await instance.remove()
  }
}

async function writerAt(instance: Instance, ledger: Ledger<Told>, login: string): Promise<NoteWriting> {
  const clerk = new Clerk(instance.staffUrl)
  await clerk.signIn(login)
  return new NoteWriting(clerk, await casesSeenBy(clerk), ledger)
}

function pick(instance: Instance): Target {
  const names = Object.keys(TARGETS) as Target[]
  const living = names.filter((name) => TARGETS[name](instance))
  return living[Math.floor(Math.random() * living.length)] ?? 'staff'
}

/** Until every clerk has had something taken that she sent after the kill. */
async function untilTaken(writers: readonly NoteWriting[], killedAt: number): Promise<number> {
  const patience = Date.now() + RECOVERS_WITHIN_MS
  while (writers.some((writer) => writer.lastTaken <= killedAt)) {
    if (Date.now() > patience)
      throw new Error(`it does not come back: ${writers.map((writer) => writer.lastAnswer).join(', ')}`)
    await sleep(10)
  }
  return Date.now() - killedAt
}

interface Found {
  lostWrites: number
  unaudited: number
  lostWords: number
  halves: number
  /** Of `verify`. */
  findings: number
}
const NOTHING: Found = { lostWrites: 0, unaudited: 0, lostWords: 0, halves: 0, findings: 0 }
const isClean = (found: Found) => Object.values(found).every((count) => count === 0)
const worseOf = (a: Found, b: Found): Found => ({
  lostWrites: Math.max(a.lostWrites, b.lostWrites),
  unaudited: Math.max(a.unaudited, b.unaudited),
  lostWords: Math.max(a.lostWords, b.lostWords),
  halves: Math.max(a.halves, b.halves),
  findings: a.findings + b.findings,
})

async function lookInside(
  instance: Instance,
  ledger: Ledger<Told>,
  writers: readonly NoteWriting[],
): Promise<Found> {
  const superuser = await instance.superuser()
  try {
    const told = ledger.entries()
    const written = told.filter((one) => one.kind === 'written')
    const notes = await writtenNotes(
      superuser,
      written.map(({ submissionId }) => submissionId),
    )
    giveUnread(told, written, notes, writers)
    const revealed = told.filter((one) => one.kind === 'revealed').map(({ noteId }) => noteId)
    return {
      lostWrites: written.filter(({ submissionId }) => !notes.has(submissionId)).length,
      lostWords: told.filter((one) => one.kind === 'lost').length,
      unaudited: await countOf(
        superuser,
        `select count(*)::int as n from unnest($1::uuid[]) as shown (id) where not exists (
           select from audit.event where action = 'case.show-note' and object_id = shown.id and result = 'ok')`,
        [revealed],
      ),
      halves: await halvesIn(superuser),
      findings: 0,
    }
  } finally {
    await superuser.end()
  }
}

const given = new Set<string>()
/** Every note is read once, by somebody, in the next cycle. */
function giveUnread(
  told: readonly Told[],
  written: readonly Extract<Told, { kind: 'written' }>[],
  notes: ReadonlyMap<string, string>,
  writers: readonly NoteWriting[],
): void {
  for (const [i, { submissionId, caseId, mark }] of written.entries()) {
    const noteId = notes.get(submissionId)
    if (!noteId || given.has(noteId)) continue
    given.add(noteId)
    writers[(i + told.length) % writers.length]?.give([{ noteId, caseId, mark }])
  }
}

/** Of everything that a note's transaction writes: one part without another. */
async function halvesIn(superuser: pg.Client): Promise<number> {
  return await countOf(
    superuser,
    `select (
       (select count(*) from auth.submission s where s.action = 'case.write-note' and not exists (
          select from case_note n where n.tenant_id = s.tenant_id and n.id = s.outcome_id))
       + (select count(*) from case_note n where n.created_at > (select min(at) from auth.submission) and not exists (
          select from audit.event e where e.tenant_id = n.tenant_id and e.object_id = n.id and e.result = 'ok'))
       + (select count(*) from audit.event e where e.action = 'case.write-note' and e.result = 'ok' and not exists (
          select from case_note n where n.tenant_id = e.tenant_id and n.id = e.object_id))
       + (select count(*) from (select from auth.submission where action = 'case.write-note' group by outcome_id having count(*) > 1) as twice)
       + (select count(*) from audit.alarm)
     )::int as n`,
    [],
  )
}

async function countOf(superuser: pg.Client, sql: string, values: unknown[]): Promise<number> {
  const { rows } = await superuser.query<{ n: number }>(sql, values)
  return rows[0]?.n ?? Number.NaN
}

function figuresOf(
  cycles: number,
  kills: ReadonlyMap<Target, number>,
  outages: readonly number[],
  writers: readonly NoteWriting[],
  ledger: Ledger<Told>,
  worst: Found,
): Figure[] {
  const told = ledger.entries()
  const count = (kind: Told['kind']) => told.filter((one) => one.kind === kind).length
  const killed = [...kills.values()].reduce((sum, times) => sum + times, 0)
  return [
    { what: 'cycles', found: cycles },
    { what: 'kills', found: killed, holds: killed === cycles },
    ...[...kills].map(([target, times]) => ({ what: `  of ${target}`, found: times })),
    { what: 'writes sent', found: writers.reduce((sum, writer) => sum + writer.sent, 0) },
    { what: 'writes acknowledged', found: count('written'), holds: count('written') > cycles },
    { what: 'writes without an answer', found: writers.reduce((sum, writer) => sum + writer.unanswered, 0) },
    { what: 'reads revealed', found: count('revealed'), holds: count('revealed') > 0 },
    { what: 'back after, median', found: ms(percentile(outages, 0.5)) },
    { what: 'back after, p95', found: ms(percentile(outages, 0.95)) },
    mustBeNone('acknowledged writes lost', worst.lostWrites),
    mustBeNone('acknowledged words that read back otherwise', worst.lostWords),
    mustBeNone('reads revealed without a line in the record', worst.unaudited),
    mustBeNone('half-done things', worst.halves),
    mustBeNone(`findings of verify, after every ${VERIFIED_EVERY}th`, worst.findings),
  ]
}
