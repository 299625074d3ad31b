import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { caseFiles } from '../../src/modules/cases/api.ts'
import { confinement } from '../../src/modules/cases/confinement.ts'
import { showPicture } from '../../src/modules/cases/open-attachment.ts'
import { pictureLimits } from '../../src/modules/cases/prepare-file.ts'
import { aCase } from '../../src/modules/cases/testing.ts'
import { useDatabase } from '../../src/platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../src/platform/testing/office.ts'
import { postedAs } from '../../src/platform/testing/posted.ts'
import { ENVELOPE_OVERHEAD } from '../../src/platform/vault/formats.ts'
import { type HostileFile, MARK } from './hostile-file.ts'
import { otherFiles } from './other-files.ts'
import { pictures } from './pictures.ts'

/**
 * Hostile files through the door by which files come in. `npm test` sends every twelfth; the drill sends all
 * (`npm run drill -- uploads`).
 */
const database = useDatabase()
const isWhole = process.env.DRILL === 'whole'
const longestMs = 30_000

interface Outcome {
  file: HostileFile
  status: number
  became: 'rendition' | 'original' | 'refused'
  milliseconds: number
  peakBytes: number
  /** The picture that was made anew. */
  picture: Uint8Array | null
  /** Of the sealed content, without the envelope. */
  keptBytes: number
}

test('hostile files are made anew, kept sealed or refused, within time and memory', async () => {
  const all = [...(await pictures()), ...otherFiles()]
  expect(all.length).toBeGreaterThanOrEqual(200)
  const chosen = isWhole ? all : all.filter((_, at) => at % 12 === 0)
  const office = await TestOffice.open(database)
  const [counselor] = (await office.desk(['counselor', 'supervisor'])).people as [TestPerson]
  const caseId = await aCase(counselor)
  const before = new Set(readdirSync(tmpdir()))
  const outcomes: Outcome[] = []
  for (const file of chosen) outcomes.push(await send(counselor, caseId, file))

  const wrong = (await Promise.all(outcomes.map(complaints))).flat()
  expect(wrong).toEqual([])
  expect(await unsealed()).toEqual([])
  expect(leftBehind(before)).toEqual([])
  print(outcomes)
}, 3_600_000)

/** One upload, as the page sends it, with the largest memory that a child of ours came to. */
async function send(who: TestPerson, caseId: string, file: HostileFile): Promise<Outcome> {
  const form = new FormData()
  form.append('file', new File([Uint8Array.from(file.bytes)], file.name))
  form.set('submissionId', crypto.randomUUID())
  let peakBytes = 0
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, ...childrenPeaks())
  }, 10)
  const began = performance.now()
  const headers = { Accept: 'application/json' }
  const request = await postedAs(`http://here/cases/${caseId}/files`, form, headers)
  const answer = await caseFiles(() => who).request(request)
  clearInterval(watch)
  const kept = answer.status === 200 ? await latest(who, caseId) : null
  return {
    file,
    status: answer.status,
    became: kept?.form ?? 'refused',
    milliseconds: performance.now() - began,
    peakBytes,
    picture: kept?.picture ?? null,
    keptBytes: kept?.keptBytes ?? 0,
  }
}

async function latest(who: TestPerson, caseId: string) {
  const { rows } = await database.superuser.query<{
    id: string
    form: 'rendition' | 'original'
    bytes: number
  }>('select id, form, octet_length(content) as bytes from attachment order by created_at desc limit 1')
  const [row] = rows
  if (!row) throw new Error('an upload was taken and is not there')
  const shown = row.form === 'rendition' ? await showPicture(who, { caseId, attachmentId: row.id }) : null
  return { form: row.form, picture: shown?.content ?? null, keptBytes: row.bytes - ENVELOPE_OVERHEAD }
}

function childrenPeaks(): number[] {
  try {
    const pids = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)
    return pids.map((pid) => {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024
    })
  } catch {
    return []
  }
}

async function complaints(outcome: Outcome): Promise<string[]> {
  const { file, status, became, milliseconds, peakBytes, picture, keptBytes } = outcome
  const said: string[] = []
  const note = (holds: boolean, what: string) => void (holds || said.push(`${file.what}: ${what}`))
  note([200, 415, 413, 422].includes(status), `answered ${status}`)
  note(file.becomes === undefined || became === file.becomes, `became ${became}, should be ${file.becomes}`)
  note(milliseconds < longestMs, `took ${Math.round(milliseconds)} ms`)
  // The watch looks twenty times a second; a little more may stand there before it looks.
  note(peakBytes < pictureLimits.residentBytes * 1.25, `took ${Math.round(peakBytes / 1e6)} MB`)
  if (became === 'original') note(keptBytes === file.bytes.length, 'did not stay as it came')
  if (!picture) return said
  const facts = await sharp(picture).metadata()
  note(!Buffer.from(picture).includes(MARK), 'kept what hung on it')
  note(!facts.exif && !facts.icc && !facts.xmp && !facts.iptc, 'kept its metadata')
  note((facts.width ?? 0) * (facts.height ?? 0) <= 40_000_000, 'kept too many pixels')
  return said
}

/** Rows in which the mark, or the name of a file, stands in the open. */
async function unsealed(): Promise<string[]> {
  const { rows } = await database.superuser.query<{ id: string; label: Buffer; content: Buffer }>(
    'select id, label, content from attachment',
  )
  return rows
    .filter(
      ({ label, content }) => content.includes(MARK) || label.includes('a.jpg') || content.includes('%PDF'),
    )
    .map(({ id }) => id)
}

function leftBehind(before: ReadonlySet<string>): string[] {
  return readdirSync(tmpdir())
    .filter((name) => !before.has(name))
    .filter((name) => {
      try {
        return readFileSync(join(tmpdir(), name)).includes(MARK)
      } catch {
        return false
      }
    })
}

function print(outcomes: readonly Outcome[]): void {
  const count = (kind: Outcome['became']) => outcomes.filter(({ became }) => became === kind).length
  const most = (of: (one: Outcome) => number) => Math.max(...outcomes.map(of))
  process.stdout.write(
    `${outcomes.length} hostile files: ${count('rendition')} made anew, ${count('original')} kept sealed, ` +
      `${count('refused')} refused; slowest ${Math.round(most((one) => one.milliseconds))} ms, ` +
      `most memory ${Math.round(most((one) => one.peakBytes) / 1e6)} MB\n` +
      `confined: ${JSON.stringify({ ...confinement(), command: undefined })}\n`,
  )
}
