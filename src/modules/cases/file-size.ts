/** In bytes. */
export const largestFile = 25 * 1024 * 1024
