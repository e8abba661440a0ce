import { again, listedSuccess, rememberedLaunch, underWay } from "./launchedRows";
import { alreadyLive, superseded } from "./liveRows";
import { obstacleTo } from "./obstacles";
import type { Reading } from "./reading";
import { obstructed, type Circumstances, type Decision } from "./situation";

/** The table of the decision: the first row that fits. */
export function decideBy(reading: Reading, rest: Circumstances): Decision {
  const obstacle = obstacleTo(reading, rest);
  return (
    superseded(reading, rest) ??
    rest.inTheWay ??
    alreadyLive(reading, rest) ??
    underWay(reading, rest) ??
    rememberedLaunch(reading, rest) ??
    listedSuccess(reading, rest) ??
    again(reading, rest) ??
    (obstacle === undefined ? { kind: "launch" } : obstructed(obstacle, rest.waitForReady))
  );
}
