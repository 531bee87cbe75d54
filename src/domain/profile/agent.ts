/**
 * A small classifier for user agents: enough to tell a familiar client from a new one. It knows no versions but the
 * major one, because a browser that updates itself stays the same browser.
 */
export type AgentClass = 'desktop' | 'mobile' | 'script' | 'bot' | 'other';

export interface Agent {
  readonly class: AgentClass;
  /** Browser family or client library, e.g. `Firefox`; `Other` when unknown. */
  readonly browser: string;
  /** Operating system family, e.g. `Windows`; `Other` when unknown. */
  readonly os: string;
  /** `class.browser.os.hash`; the hash is over the whole agent with versions cut to the major one. */
  readonly fingerprint: string;
}

/** The first match decides, so clients that imitate others come before those they imitate. */
const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\/|\bOpera\b/],
  ['Samsung', /SamsungBrowser\//],
  ['Vivaldi', /Vivaldi\//],
  ['Yandex', /YaBrowser\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Electron', /Electron\//],
  ['Chrome', /Chrome\/|CriOS\/|Chromium\//],
  ['Safari', /Version\/[\d.]+.*Safari\//],
  ['WebKit', /AppleWebKit\//],
  ['InternetExplorer', /MSIE |Trident\//],
];

const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['Windows', /Windows/],
  ['iOS', /iPhone|iPad|iPod/],
  ['Android', /Android/],
  ['ChromeOS', /CrOS/],
  ['macOS', /Mac OS X|Macintosh|Darwin/],
  ['Linux', /Linux|X11/],
];

const SCRIPT = /^(curl|wget|python|okhttp|go-http|java|axios|node|got|libwww|postman|powershell|ruby|aiohttp|httpx)\b/i;
const BOT = /bot\b|crawler|spider|headless|phantomjs/i;
/** Longer agents are cut: real ones are shorter, and the cost stays bounded. */
const LENGTH_MAX = 512;

/** The last answer: several detections and the profile ask about the agent of one and the same observation. */
let last: { readonly text: string; readonly agent: Agent } | null = null;

/** `null` when there is no agent to classify. */
export function parseAgent(userAgent: string | null | undefined): Agent | null {
  if (userAgent == null || userAgent === '') return null;
  if (last?.text !== userAgent) last = { text: userAgent, agent: classify(userAgent) };
  return last.agent;
}

function classify(userAgent: string): Agent {
  const text = userAgent.length > LENGTH_MAX ? userAgent.slice(0, LENGTH_MAX) : userAgent;
  const script = SCRIPT.exec(text);
  const browser = script?.[1] === undefined ? familyOf(text, BROWSERS) : script[1].toLowerCase();
  const os = familyOf(text, SYSTEMS);
  const kind = script !== null ? 'script' : classOf(text, os);
  return { class: kind, browser, os, fingerprint: `${kind}.${browser}.${os}.${hash(majorVersionsOnly(text))}` };
}

/** The fingerprint without its hash: the same client in another version. */
export function agentFamily(fingerprint: string): string {
  return fingerprint.slice(0, fingerprint.lastIndexOf('.'));
}

function classOf(text: string, os: string): AgentClass {
  if (BOT.test(text)) return 'bot';
  if (os === 'iOS' || os === 'Android' || text.includes('Mobile')) return 'mobile';
  return os === 'Other' ? 'other' : 'desktop';
}

function familyOf(text: string, families: readonly (readonly [string, RegExp])[]): string {
  for (const [name, pattern] of families) if (pattern.test(text)) return name;
  return 'Other';
}

function majorVersionsOnly(text: string): string {
  return text.toLowerCase().replace(/(\d+)(?:[._]\d+)+/g, '$1');
}

/** 32-bit FNV-1a in hex: a short name for a text, not a protection against anybody. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, '0');
}
