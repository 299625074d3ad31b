/** How an upload ended, as the file door answers (`api.ts`). */
export type FileAnswer =
  | { kind: 'taken' }
  /** Catalogue key of why not. */
  | { kind: 'refused'; key: string }
  | { kind: 'signed-out' }
  | { kind: 'unreachable' }

/** Sends a form with a file and tells how far it is, from 0 to 1; `fetch` cannot tell that. Never throws. */
export function sendFile(
  address: string,
  body: FormData,
  tellProgress: (part: number) => void,
): Promise<FileAnswer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('Accept', 'application/json')
    request.upload.onprogress = ({ loaded, total }) => tellProgress(total > 0 ? loaded / total : 0)
    request.onload = () => resolve(answerOf(request.status, request.responseText))
    request.onerror = () => resolve({ kind: 'unreachable' })
    request.ontimeout = request.onerror
    request.timeout = 120_000
    request.send(body)
  })
}

export function answerOf(status: number, text: string): FileAnswer {
  if (status === 200) return { kind: 'taken' }
  if (status === 401) return { kind: 'signed-out' }
  const key = failedIn(text)
  if (key && status !== 503) return { kind: 'refused', key }
  return { kind: 'unreachable' }
}

function failedIn(text: string): string | undefined {
  try {
    const { failed } = JSON.parse(text) as { failed?: unknown }
    return typeof failed === 'string' ? failed : undefined
  } catch {
    return undefined
  }
}
