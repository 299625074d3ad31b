import { type Context, Hono } from 'hono'
import type { Caller } from '../../platform/actor.ts'
import type { Bearer } from '../../platform/entering.ts'
import { AppError, isAppError } from '../../platform/errors.ts'
import { apiRoute } from '../../platform/http/api.ts'
import { calmPage } from '../../platform/http/calm-page.ts'
import { drain, refusingAtEnd } from '../../platform/http/drain.ts'
import { Places } from '../../platform/http/places.ts'
import { bytesOf, saidLength, takePlace } from '../../platform/http/posted-body.ts'
import { fieldsOf } from '../../platform/http/posted-fields.ts'
import { paceOf, senderOf } from '../../platform/sender.ts'
import { addAttachmentToCase, prepareAttachment } from './add-attachment.ts'
import type { AttachmentLabel } from './contract.ts'
import { fileName, fittingName, isProgram } from './file-name.ts'
import { largestFile } from './file-size.ts'
import { showPicture } from './open-attachment.ts'
import { preparedFile } from './prepare-file.ts'
import { readCase } from './read-case.ts'
import { readCases } from './read-cases.ts'

/** What programs read (docs/api.md). */
export const caseApi = [
  apiRoute({
    method: 'get',
    path: '/cases',
    useCase: readCases,
    query: ['state', 'mine', 'after'],
    summary: 'Fifty cases with numbers and names; what moved last comes first.',
  }),
  apiRoute({
    method: 'get',
    path: '/cases/:caseId',
    useCase: readCase,
    summary: 'A case with its latest twenty entries.',
  }),
]

/** The file, its name and note, and the wrapping of a multipart form. */
const largestBody = largestFile + 64 * 1024
/** Its file, name of the writer, note, number of the submission, and room for as many again. */
const mostParts = 8
/** Files on their way at once, of one process: each is held in memory until it is kept or refused. */
const filesAtOnce = 8
/** Of one session: the second is the same file again, after the network was lost with the first. */
const filesOfOne = 2

const filePlaces = new Places(filesAtOnce, filesOfOne)

/** Files have a door of their own: a larger body than any page may send, and answers that are no pages. */
export function caseFiles(callerOf: (c: Context) => Caller) {
  const app = new Hono<{ Variables: { nonce: string } }>()
  app.post('/cases/:caseId/files', async (c) => {
    try {
      await upload(c, callerOf(c))
      return back(c)
    } catch (error) {
      return answerTo(c, error)
    }
  })
  app.get('/cases/:caseId/pictures/:attachmentId', async (c) => {
    try {
      if (isOpenedAlone(c)) return c.redirect(c.req.path.replace('/pictures/', '/files/'), 303)
      const { label, content } = await showPicture(callerOf(c), idsOf(c))
      return pictureAnswer(label, content) ?? calmPage(404, c.get('nonce'))
    } catch (error) {
      return answerTo(c, error)
    }
  })
  return app
}

/** Typed into the address line or opened in a tab of its own. Browsers say so; other programs say nothing. */
function isOpenedAlone(c: Context): boolean {
  return !['image', undefined].includes(c.req.header('Sec-Fetch-Dest'))
}

const isPicture = /^image\/(jpeg|png|webp)$/

function idsOf(c: Context) {
  return { caseId: c.req.param('caseId') ?? '', attachmentId: c.req.param('attachmentId') ?? '' }
}

/** Nothing of the file is kept before it is known who sends it, that she may, and that there is room for it. */
async function upload(c: Context, anyone: Caller): Promise<void> {
  const caseId = c.req.param('caseId') ?? ''
  const said = saidLength(c.req.raw)
  const bearer = await refusingAtEnd(c.req.raw, largestBody, () => whoMay(anyone, caseId))
  if (said > largestBody) {
    await drain(c.req.raw)
    throw new AppError('too-large', 'cases_error_file_too_large')
  }
  const leave = await takePlace(filePlaces, senderOf(bearer).session, c.req.raw)
  try {
    const form = await fieldsOf(await bytesOf(c.req.raw), c.req.header('Content-Type') ?? null, mostParts)
    await keepFile(anyone, caseId, form)
  } finally {
    leave()
  }
}

async function whoMay(anyone: Caller, caseId: string): Promise<Bearer> {
  if (!anyone.cookie) throw new AppError('not-signed-in')
  const bearer = { ...anyone, cookie: anyone.cookie }
  paceOf(bearer)?.refuseIfFull()
  await prepareAttachment(anyone, { caseId })
  return bearer
}

async function keepFile(anyone: Caller, caseId: string, form: FormData): Promise<void> {
  const caller = { ...anyone, writerId: String(form.get('writerId') ?? '') }
  const [file, ...others] = form.getAll('file')
  if (others.length > 0) throw new AppError('unsupported', 'cases_error_file_several')
  if (!(file instanceof File) || file.name === '')
    throw new AppError('unsupported', 'cases_error_file_missing')
  if (file.size === 0) throw new AppError('unsupported', 'cases_error_file_empty')
  if (file.size > largestFile) throw new AppError('too-large', 'cases_error_file_too_large')
  const prepared = await preparedFile(new Uint8Array(await file.arrayBuffer()))
  const name = fileName(file.name)
  if (isProgram(name, prepared.type)) throw new AppError('unsupported', 'cases_error_file_program')
  await addAttachmentToCase(caller, {
    caseId,
    submissionId: String(form.get('submissionId') ?? ''),
    file: prepared,
    name: fittingName(name, prepared.type),
    note: String(form.get('note') ?? ''),
  })
}

/**
 * A picture is shown on a page of ours and nowhere else: opened by itself, it would be printed by the browser's own
 * command. Nothing that came from outside is ever run: no sniffing, a sandbox without rights.
 */
function pictureAnswer(label: AttachmentLabel | null, content: Uint8Array | null): Response | null {
  if (!content || !label || !isPicture.test(label.type)) return null
  return new Response(new Uint8Array(content), {
    headers: {
      'Content-Type': label.type,
      'Content-Disposition': 'inline',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    },
  })
}

/**
 * Back to the case; what went wrong is named by a catalogue key and never by content. The page itself, when it sent
 * the file (`file-form.tsx`), is answered in place.
 */
function back(c: Context, failure?: AppError): Response {
  if (c.req.header('Accept') === 'application/json')
    return c.json({ failed: failure?.key ?? null }, (failure?.status ?? 200) as 200)
  const query = failure ? `?failed=${failure.key}` : ''
  return c.redirect(`/cases/${encodeURIComponent(c.req.param('caseId') ?? '')}${query}#files`, 303)
}

const stays = new Set([
  'invalid',
  'refused',
  'too-many',
  'length-required',
  'too-large',
  'unsupported',
  'busy',
  'unavailable',
  'conflict',
  'unopenable',
])

function answerTo(c: Context, error: unknown): Response {
  if (!isAppError(error)) throw error
  const isAnsweredInPlace = c.req.header('Accept') === 'application/json'
  if (isAnsweredInPlace || (stays.has(error.code) && c.req.method === 'POST')) return back(c, error)
  if (error.code === 'not-signed-in') return c.redirect('/sign-in', 303)
  // What is wrong with an address is wrong in its ids: there is no such page.
  const isAddress = error.code === 'invalid' && c.req.method === 'GET'
  return calmPage(isAddress ? 404 : error.status, c.get('nonce'))
}
