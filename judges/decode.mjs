// Read tiles as {"address", "tile" in base64} a line, and write what @mapbox/vector-tile finds in them.
import { createInterface } from "node:readline";
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";

const decoded = (layer, index) => {
  const feature = layer.feature(index);
  const lines = feature.loadGeometry().map((line) => line.map((point) => [point.x, point.y]));
  return { id: feature.id, type: feature.type, properties: feature.properties, lines };
};

for await (const line of createInterface({ input: process.stdin })) {
  const { address, tile } = JSON.parse(line);
  const layers = new VectorTile(new PbfReader(Buffer.from(tile, "base64"))).layers;
  const found = Object.entries(layers).map(([name, layer]) => [
    name,
    { extent: layer.extent, version: layer.version, features: Array.from({ length: layer.length }, (_, i) => decoded(layer, i)) },
  ]);
  console.log(JSON.stringify({ address, layers: Object.fromEntries(found) }));
}
