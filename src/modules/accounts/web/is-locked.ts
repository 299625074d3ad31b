import { createContext } from 'react'

/** Whether the idle lock covers the page: a dialog opened beneath it would shut the lock's own form off. */
export const IsLocked = createContext(false)
