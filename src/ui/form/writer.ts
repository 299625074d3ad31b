import { onSettled } from './sending.ts'

/** Whose page this is; empty where nobody is signed in. */
let writerId = ''
/** Under which each form is taken once, where the page gave it no id of its own. */
const entryIds = new WeakMap<HTMLFormElement, string>()

export function noteWriter(id: string): void {
  writerId = id
}

/**
 * Puts two ids on every form that posts: the writer's, which the server compares with the session (`Caller.writerId`),
 * and the entry's, by which an act that would otherwise happen twice knows a second try (`submissionId`). Called once,
 * when the page wakes up.
 */
export function signForms(): void {
  window.addEventListener('formdata', ({ target, formData }) => {
    if (!(target instanceof HTMLFormElement) || target.method !== 'post') return
    sign(formData)
    if (!formData.has('submissionId')) formData.set('submissionId', entryIdOf(target))
  })
  onSettled(({ form }, outcome) => {
    if (outcome === 'taken') entryIds.delete(form)
  })
}

export function sign(body: FormData): FormData {
  if (writerId) body.set('writerId', writerId)
  return body
}

function entryIdOf(form: HTMLFormElement): string {
  const id = entryIds.get(form) ?? crypto.randomUUID()
  entryIds.set(form, id)
  return id
}
