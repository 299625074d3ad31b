const mostBytes = 256 * 1024 * 1024

/**
 * Reads to the end what will not be used. A browser listens for the answer only once it has sent everything: without
 * this, whoever sends too much sees the browser's own "connection reset" in place of our words. Bounded in bytes here,
 * in time by the server (`listen.ts`).
 */
export async function drain({ body }: Request, atMost = mostBytes): Promise<void> {
  if (!body || body.locked) return
  const reader = body.getReader()
  let left = atMost
  while (left > 0) {
    const { done, value } = await reader.read()
    if (done) return
    left -= value.byteLength
  }
  await reader.cancel()
}
