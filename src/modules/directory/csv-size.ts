/** In bytes. */
export const largestSheet = 1_000_000
