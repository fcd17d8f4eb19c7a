export {
  type HostEndpoint,
  type NetworkAttachment,
  type NetworkDriverOptions,
  parseMac,
  parseNetworkArgument,
  randomMac,
} from '@morgana/drivers/network-attachment';
export { type BlockFileDriverOptions, type BlockFileOptions, blockFileDriver, openBlockFile } from './block-file.js';
export { createClock } from './clock.js';
export {
  type DescriptorConsole,
  type DescriptorConsoleOptions,
  openDescriptorConsole,
  openStandardOutput,
} from './console.js';
export { type Defaults, installDefaults } from './defaults.js';
export { freeUdpPorts } from './free-ports.js';
export { type FolderDriverOptions, folderDriver, folderStoreDriver, openFolder, openFolderStore } from './kv-folder.js';
export { networkDriver } from './network.js';
export {
  type DatagramNetwork,
  type DatagramNetworkOptions,
  networkDatagramDriver,
  openDatagramNetwork,
} from './network-datagram.js';
export { networkTapDriver, openTapNetwork, type TapNetworkOptions } from './network-tap.js';
export { createPlatform, type HostProcess, type PlatformOptions } from './platform.js';
export { createRandom } from './random.js';
export { type HostStackOptions, hostStackDriver, openHostStack } from './stack-sockets.js';
