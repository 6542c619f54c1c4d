using Cluster.Grains.Models;
using Cluster.Modeling;

namespace Cluster.Grains.Tests.Fakes;

internal sealed class FakeServingModels(IEmotionClassifier? champion) : IServingModels
{
    public IEmotionClassifier? Champion { get; set; } = champion;

    public ServingSet Current => ServingSet.Empty with { Champion = Champion };
}
