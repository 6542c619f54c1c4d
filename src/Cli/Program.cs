using Cluster.Cli;

return await ClusterApp.RunAsync(args, CliContext.ForProcess());
