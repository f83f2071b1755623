// Read paths of files, one a line, and write what @placemarkio/check-geojson says of each as {"file", "issues"}.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { check } from "@placemarkio/check-geojson";

const issuesOf = (text) => {
  try {
    check(text);
    return [];
  } catch (error) {
    return error.issues?.map((issue) => `${issue.severity} ${issue.code}: ${issue.message}`) ?? [String(error)];
  }
};

for await (const file of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify({ file, issues: issuesOf(await readFile(file, "utf8")) }));
}
