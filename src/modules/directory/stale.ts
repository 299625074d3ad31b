import { AppError } from '../../platform/errors.ts'

/** An update that found the revision it was based on changed one row; otherwise somebody was faster, or it is not there. */
export function requireChanged(outcome: { numUpdatedRows: bigint }, now: { rev: number } | undefined): void {
  if (outcome.numUpdatedRows > 0n) return
  if (!now) throw new AppError('not-found')
  throw new AppError('conflict', 'directory_error_conflict', { facts: { rev: now.rev } })
}
