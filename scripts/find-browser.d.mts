/** Full path of a browser that playwright-core can drive, CHROMIUM_PATH first; null when there is none. */
export declare function findBrowser(env?: NodeJS.ProcessEnv): string | null
