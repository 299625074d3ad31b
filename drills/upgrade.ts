import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Clerk } from './kit/clerk.ts'
import { type Drill, ms, mustBeNone, tell } from './kit/drill.ts'
import { type Fingerprint, fingerprintOf, rowsIn } from './kit/fingerprint.ts'
import { Instance, newFolder } from './kit/instance.ts'
import { Ledger } from './kit/ledger.ts'
import { NoteWriting, type Told } from './kit/note-writing.ts'
import { casesSeenBy, writtenNotes } from './kit/sample-notes.ts'
import { nobodysDamage, verificationOf } from './kit/verification.ts'

/** Before the first release there is no tag: this state of the history stands for one, with five migrations fewer. */
const BEFORE_ANY_RELEASE = '1204432'
const CLERK = 'hana.mihon'
const WORK_MS = 4000

/**
 * `upgrade [--from REF]`: an earlier release (the last tag, or a state of the history) is unpacked, filled and worked in; then
 * this one opens its data. The history must be there (`git`), and the packages of both are those of this folder.
 */
export const drill: Drill = async (options) => {
  const { values } = parseArgs({ args: options, options: { from: { type: 'string' } } })
  const reference = values.from ?? lastTag() ?? BEFORE_ANY_RELEASE
  const folder = newFolder()
  const ledger = new Ledger<Told>(join(folder, 'ledger.jsonl'))
  const earlier = new Instance({}, folder, 'data', unpack(reference, folder))
  const later = new Instance({}, folder)
  try {
    const before = await workIn(earlier, ledger)
    const began = Date.now()
    await later.start(['--sample'])
    const took = Date.now() - began
    const after = await lookInto(later, ledger)
    const ranBefore = readdirSync(join(earlier.program, 'migrations')).length
    const ran = readdirSync('migrations').length - ranBefore
    const refuses = await refusesLaterData(later)
    return tell([
      { what: 'earlier state', found: reference },
      {
        what: 'migrations run by this one',
        found: ran,
        holds: ran > 0 && after.migrations === ranBefore + ran,
      },
      { what: 'tables owned by the role that migrates', found: after.tables },
      mustBeNone('tables owned by any other role', after.otherOwners),
      mustBeNone('rights to change tables of the roles that serve', after.rights),
      { what: 'rows before', found: rowsIn(before) },
      mustBeNone('tables with fewer rows than before', fewer(before, after.content)),
      { what: 'writes acknowledged before', found: after.acknowledged, holds: after.acknowledged > 0 },
      mustBeNone('of them lost', after.lost),
      { what: 'of the earlier notes opened over HTTP', found: after.opened, holds: after.opened > 0 },
      { what: 'new notes taken', found: after.written, holds: after.written > 0 },
      { what: 'lines of the record gone over by verify', found: after.lines, holds: after.lines > 0 },
      mustBeNone('findings of verify', after.findings),
      { what: 'start with migrations', found: ms(took) },
      { what: 'this one on data of a later release', found: refuses ? 'refused' : 'RAN', holds: refuses },
    ])
  } catch (error) {
    console.log(later.lastWords)
    throw error
  } finally {
    await earlier.stop()
    await later.remove()
  }
}

function lastTag(): string | undefined {
  const asked = spawnSync('git', ['describe', '--tags', '--abbrev=0', '--match', 'v*', 'HEAD^'], {
    encoding: 'utf8',
  })
  return asked.status === 0 ? asked.stdout.trim() : undefined
}

/** The project as it was, built, beside this one. */
function unpack(reference: string, folder: string): string {
  const program = join(folder, 'earlier')
  mkdirSync(program)
  const archive = execFileSync('git', ['archive', reference], { maxBuffer: 1e9 })
  execFileSync('tar', ['-x', '-C', program], { input: archive })
  symlinkSync(resolve('node_modules'), join(program, 'node_modules'))
  const build = `import { ensureBuilt } from './scripts/lib/build.mjs'; await ensureBuilt(process.execPath)`
  execFileSync(process.execPath, ['--input-type=module', '-e', build], { cwd: program, stdio: 'inherit' })
  return program
}

async function workIn(earlier: Instance, ledger: Ledger<Told>): Promise<Fingerprint> {
  await earlier.start(['--sample'])
  const clerk = new Clerk(earlier.staffUrl)
  await clerk.signIn(CLERK)
  const writing = new NoteWriting(clerk, await casesSeenBy(clerk), ledger)
  writing.begin()
  await new Promise((done) => setTimeout(done, WORK_MS))
  await writing.stop()
  const superuser = await earlier.superuser()
  const content = await fingerprintOf(superuser)
  await superuser.end()
  await earlier.stop()
  return content
}

async function lookInto(later: Instance, ledger: Ledger<Told>) {
  const superuser = await later.superuser()
  const count = async (sql: string): Promise<number> => (await superuser.query(sql)).rows[0].n
  const written = ledger.entries().flatMap((one) => (one.kind === 'written' ? [one] : []))
  const notes = await writtenNotes(
    superuser,
    written.map(({ submissionId }) => submissionId),
  )
  const clerk = new Clerk(later.staffUrl)
  await clerk.signIn(CLERK)
  let opened = 0
  for (const { submissionId, caseId, mark } of written.slice(-20)) {
    const answer = await clerk.get(`/cases/${caseId}/notes/${notes.get(submissionId)}`)
    if (answer?.html.includes(mark)) opened += 1
  }
  const writing = new NoteWriting(clerk, await casesSeenBy(clerk), ledger)
  writing.begin()
  await new Promise((done) => setTimeout(done, WORK_MS))
  await writing.stop()
  const { figures, findings } = await verificationOf(later)
  const damage = findings.filter((one) => !nobodysDamage.has(one.kind))
  for (const finding of damage.slice(0, 5)) console.log(`verify: ${JSON.stringify(finding)}`)
  const found = {
    lines: figures.lines ?? 0,
    findings: damage.length,
    acknowledged: written.length,
    lost: written.length - notes.size,
    opened,
    written: ledger.entries().filter((one) => one.kind === 'written').length - written.length,
    migrations: await count('select count(*)::int as n from internal.migration'),
    tables: await count(`select count(*)::int as n from pg_tables where tableowner = 'yorube_migrator'`),
    otherOwners: await count(
      `select count(*)::int as n from pg_tables where schemaname !~ '^(pg_|information_schema|graphile)' and tableowner <> 'yorube_migrator'`,
    ),
    rights: await count(
      `select count(*)::int as n from pg_roles r, pg_namespace s where r.rolname in ('yorube_app', 'yorube_intake', 'yorube_auditor')
         and s.nspname !~ '^(pg_|information_schema)' and has_schema_privilege(r.rolname, s.oid, 'create')`,
    ),
    content: await fingerprintOf(superuser),
  }
  await superuser.end()
  return found
}

/** Sessions and drafts may end meanwhile; nothing else has fewer rows after a migration. */
const MAY_END = /^auth\.(session|submission|draft)|draft|notice/

function fewer(before: Fingerprint, after: Fingerprint): number {
  const rows = (content: Fingerprint, name: string) => Number(content.get(name)?.split(':')[0] ?? 0)
  return [...before.keys()].filter((name) => !MAY_END.test(name) && rows(after, name) < rows(before, name))
    .length
}

/** Forwards only: data that a later release has worked on is left alone. */
async function refusesLaterData(later: Instance): Promise<boolean> {
  const superuser = await later.superuser()
  await superuser.query(`insert into internal.migration (name, hash) values ('9999-of-a-later-release', '')`)
  await superuser.end()
  await later.stop()
  return await later.start(['--sample']).then(
    () => false,
    () => later.lastWords.includes('used by a later release'),
  )
}
