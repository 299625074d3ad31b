/** Whose page this is; empty where nobody is signed in. */
let writerId = ''

export function noteWriter(id: string): void {
  writerId = id
}

/** Puts the writer's id on everything the page sends; the server compares it with the session (`Caller.writerId`). */
export function signForms(): void {
  window.addEventListener('formdata', ({ formData }) => sign(formData))
}

export function sign(body: FormData): FormData {
  if (writerId) body.set('writerId', writerId)
  return body
}
