const mostBytes = 256 * 1024 * 1024
/** As long as the server gives a whole request (`listen.ts`). */
const longestMs = 60_000

/**
 * Reads to the end what will not be used, and keeps none of it. A browser listens for the answer only once it has sent
 * everything: without this, whoever sends too much sees the browser's own "connection reset" in place of our words. Bounded in
 * bytes and in milliseconds; whoever has gone meanwhile hears nothing.
 */
export async function drain({ body }: Request, atMost = mostBytes, forMs = longestMs): Promise<void> {
  if (!body || body.locked) return
  const reader = body.getReader()
  const cut = () => void reader.cancel().catch(() => undefined)
  const late = setTimeout(cut, forMs)
  try {
    for (let left = atMost; left > 0; ) {
      const { done, value } = await reader.read()
      if (done) return
      left -= value.byteLength
    }
    cut()
  } catch {
    // The connection is gone, and with it whoever would hear what is thrown.
  } finally {
    clearTimeout(late)
  }
}

/** What `ask` refuses is said when everything was sent; so much of it is read to nowhere. */
export async function refusingAtEnd<Answer>(
  request: Request,
  atMost: number,
  ask: () => Answer | Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    await drain(request, atMost)
    throw error
  }
}
