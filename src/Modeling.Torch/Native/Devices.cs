using Cluster.Modeling.Deep;
using TorchSharp;

namespace Cluster.Modeling.Torch.Native;

/// <summary>Which device a network is computed on.</summary>
internal static class Devices
{
    /// <summary>True when this libtorch and this machine have CUDA.</summary>
    public static bool HasCuda
    {
        get
        {
            Libtorch.EnsureLoaded();
            return torch.cuda.is_available();
        }
    }

    /// <summary>The device of a choice.</summary>
    /// <exception cref="DeepPartException">libtorch cannot be loaded, or CUDA was asked for and is not there.</exception>
    public static torch.Device Choose(DeepDevice choice)
    {
        Libtorch.EnsureLoaded();
        return choice switch
        {
            DeepDevice.Cpu => torch.CPU,
            DeepDevice.Auto => HasCuda ? torch.CUDA : torch.CPU,
            _ => HasCuda ? torch.CUDA : throw new DeepPartException(
                "There is no CUDA device, or the libtorch that is installed is one without CUDA: choose the device 'cpu', or build src/Modeling.Torch with -p:LibtorchFolder=PATH of a libtorch with CUDA."),
        };
    }
}
