using Cluster.FeaturizerWorker.Child;

// A child of a FeaturizerPool: it computes features for the process that holds the other ends of its pipes, until that process closes them.
ResourceLimits.Apply();
ProcessGuard.Apply();
var output = ProcessGuard.TakeStandardOutput();
return new ChildLoop(new ParentLink(Console.OpenStandardInput(), output)).Run();
