import { demoKeys, demoResellers, demoTeam } from '../test/sandbox/demo.ts';

/** Where a sandbox answers. */
interface SandboxPlaces {
  /** With `/v1`. */
  readonly chartmogulUrl: string;
  readonly activeplatformUrl: string;
}

/** Accounts of a running sandbox with their keys, as JSON for the build of `npm start` (src/vscode/readyAccounts.ts). */
export function readyAccounts({ chartmogulUrl, activeplatformUrl }: SandboxPlaces): string {
  return JSON.stringify([
    {
      account: {
        id: 'sandbox-chartmogul',
        provider: 'chartmogul',
        label: 'ChartMogul (sandbox)',
        fields: { baseUrl: chartmogulUrl, authorEmail: demoTeam.ada.email },
      },
      key: demoKeys.chartmogul,
    },
    {
      account: {
        id: 'sandbox-activeplatform',
        provider: 'activeplatform',
        label: 'ActivePlatform (sandbox)',
        fields: { baseUrl: activeplatformUrl, resellerId: String(demoResellers.main) },
      },
      key: demoKeys.activeplatform,
    },
  ]);
}
