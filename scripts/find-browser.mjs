// Where a Chromium, Chrome or Edge lives on this machine. Only node: modules, because the launcher runs before anything is installed.
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

const onPath = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'microsoft-edge-stable', 'msedge']
const elsewhere = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(Boolean)
    .flatMap((root) => [path.join(root, 'Google/Chrome/Application/chrome.exe'), path.join(root, 'Microsoft/Edge/Application/msedge.exe')]),
}

const runs = (file) => { try { accessSync(file, constants.X_OK); return true } catch { return false } }

/** Full path of a browser that playwright-core can drive, CHROMIUM_PATH first; null when there is none. */
export function findBrowser(env = process.env) {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean)
  const files = [...folders.flatMap((folder) => onPath.map((name) => path.join(folder, name))), ...(elsewhere[process.platform] ?? [])]
  return files.find(runs) ?? null
}
