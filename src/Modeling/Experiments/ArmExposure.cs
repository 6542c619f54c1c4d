namespace Cluster.Modeling.Experiments;

/// <summary>How many an arm has got of those it should have got.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Share">Its share of the experiment's traffic while these were assigned; only the ratio between arms matters.</param>
/// <param name="Count">Tracks or users that were exposed; each once.</param>
public sealed record ArmExposure(string Arm, double Share, long Count);
