import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Caller } from '../../platform/actor.ts'
import { AppError, isAppError } from '../../platform/errors.ts'
import { drain } from '../../platform/http/drain.ts'
import { addAttachmentToCase, prepareAttachment } from './add-attachment.ts'
import type { AttachmentLabel } from './contract.ts'
import { fileName } from './file-name.ts'
import { largestFile } from './file-size.ts'
import { openOriginal, showPicture } from './open-attachment.ts'
import { preparedFile } from './prepare-file.ts'

/** The file, its name and note, and the wrapping of a multipart form. */
const largestBody = largestFile + 64 * 1024

/** Files have a door of their own: a larger body than any page may send, and answers that are no pages. */
export function caseFiles(callerOf: (c: Context) => Caller) {
  const app = new Hono()
  const tooLarge = async (c: Context) => {
    await drain(c.req.raw)
    return back(c, new AppError('too-large', 'cases_error_file_too_large'))
  }
  app.post('/cases/:caseId/files', bodyLimit({ maxSize: largestBody, onError: tooLarge }), async (c) => {
    try {
      await upload(c, callerOf(c))
      return back(c)
    } catch (error) {
      return answerTo(c, error)
    }
  })
  app.get('/cases/:caseId/pictures/:attachmentId', async (c) => {
    try {
      const { label, content } = await showPicture(callerOf(c), idsOf(c))
      return fileAnswer(label, content, isPicture.test(label?.type ?? ''))
    } catch (error) {
      return answerTo(c, error)
    }
  })
  app.post(
    '/cases/:caseId/files/:attachmentId/original',
    bodyLimit({ maxSize: 64 * 1024, onError: tooLarge }),
    async (c) => {
      try {
        const form = await c.req.formData()
        const reason = String(form.get('reason') ?? '')
        const { label, content } = await openOriginal(callerOf(c), { ...idsOf(c), reason })
        return fileAnswer(label, content, false)
      } catch (error) {
        return answerTo(c, error)
      }
    },
  )
  return app
}

const isPicture = /^image\/(jpeg|png|webp)$/

function idsOf(c: Context) {
  return { caseId: c.req.param('caseId') ?? '', attachmentId: c.req.param('attachmentId') ?? '' }
}

async function upload(c: Context, anyone: Caller): Promise<void> {
  const caseId = c.req.param('caseId') ?? ''
  await prepareAttachment(anyone, { caseId })
  const form = await c.req.formData().catch(() => {
    throw new AppError('invalid')
  })
  const caller = { ...anyone, writerId: String(form.get('writerId') ?? '') }
  const [file, ...others] = form.getAll('file')
  if (others.length > 0) throw new AppError('unsupported', 'cases_error_file_several')
  if (!(file instanceof File) || file.name === '')
    throw new AppError('unsupported', 'cases_error_file_missing')
  if (file.size === 0) throw new AppError('unsupported', 'cases_error_file_empty')
  if (file.size > largestFile) throw new AppError('too-large', 'cases_error_file_too_large')
  const prepared = await preparedFile(new Uint8Array(await file.arrayBuffer()))
  await addAttachmentToCase(caller, {
    caseId,
    submissionId: String(form.get('submissionId') ?? ''),
    file: prepared,
    name: fileName(file.name),
    note: String(form.get('note') ?? ''),
  })
}

/** Nothing that came from outside is ever run: no sniffing, a sandbox without rights, and a download unless remade. */
function fileAnswer(label: AttachmentLabel | null, content: Uint8Array | null, isInline: boolean): Response {
  if (!content || !label) return new Response(null, { status: 404 })
  const name = encodeURIComponent(label.name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  )
  return new Response(new Uint8Array(content), {
    headers: {
      'Content-Type': isInline ? label.type : 'application/octet-stream',
      'Content-Disposition': isInline ? 'inline' : `attachment; filename*=UTF-8''${name}`,
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

const stays = new Set(['invalid', 'refused', 'too-large', 'unsupported', 'busy', 'unavailable', 'conflict'])

function answerTo(c: Context, error: unknown): Response {
  if (!isAppError(error)) throw error
  const isAnsweredInPlace = c.req.header('Accept') === 'application/json'
  if (isAnsweredInPlace || (stays.has(error.code) && c.req.method === 'POST')) return back(c, error)
  if (error.code === 'not-signed-in') return c.redirect('/sign-in', 303)
  return new Response(null, { status: error.status })
}
