import { createContext } from 'react-router'
import type { Logger } from '../log/logger.ts'

/** What the server hands to React Router with each request. */
export const nonceContext = createContext<string>()
export const loggerContext = createContext<Logger>()
